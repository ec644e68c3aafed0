import * as z from 'zod/mini';
import {defineSettings} from '../fragment.ts';
import {described, text} from '../keys.ts';
import {fileOfProject} from '../paths.ts';

export interface DoctorSettings {
  /** Codes of rules that do not count. */
  off: readonly string[];
  /** Where findings are that are known; absent for the usual place. */
  baseline?: string;
}

const off = described(
  z.array(text, 'must be a list of codes'),
  'Rules that do not count, by their codes. Default: none.',
);

export const doctor = defineSettings({
  project: {
    doctor: described(
      z.strictObject({
        off,
        baseline: described(
          fileOfProject,
          'File with the findings that are known, which `countable doctor --write-baseline` writes. Default: `.countable-doctor.json`.',
        ),
      }),
      'What `countable doctor` leaves out.',
      {off: ['runs-as-root'], baseline: 'ops/doctor.json'},
    ),
  },
  organisation: {
    doctor: described(z.strictObject({off}), 'What `countable doctor` leaves out.', {off: ['runs-as-root']}),
  },
  settle: ({organisation, own, given}): {doctor: DoctorSettings} => {
    const baseline = given.doctor?.baseline ?? own.doctor?.baseline;
    return {
      doctor: {
        off: given.doctor?.off ?? own.doctor?.off ?? organisation.doctor?.off ?? [],
        ...(baseline !== undefined && {baseline}),
      },
    };
  },
});
