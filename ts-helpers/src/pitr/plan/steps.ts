import type {PointInTime} from '../../archive/pointInTime.ts';
import type {PitrPlan, PitrStep, PitrStepId} from './planned.ts';

export const stepsOf = (plan: Omit<PitrPlan, 'steps'>, composeProject: string): PitrStep[] => [
  ...preparing(plan),
  ...going(plan),
  ...ending(plan, composeProject),
];

type Planned = Omit<PitrPlan, 'steps'>;

const namesOf = (some: readonly PointInTime[]): string => some.map(({service}) => service).join(', ');

/** Where it is about something. */
const step = (
  id: PitrStepId,
  about: readonly unknown[],
  {does, ...more}: Partial<PitrStep> & {does: string},
): PitrStep[] => (about.length === 0 ? [] : [{id, does, risks: 'nothing', limit: 15, undo: [], ...more}]);

const preparing = ({servers}: Planned): PitrStep[] => {
  const built = [...new Set(servers.filter(({builds}) => builds).map(({server}) => server.image))];
  const sealed = servers.filter(({passphrase}) => passphrase === 'make' || passphrase === 'fetch');
  return [
    ...step('pitr-image', built, {does: `Build ${built.join(', ')} with pgBackRest beside it`}),
    ...step('pitr-passphrase', sealed, {
      does: `Give pgBackRest of ${namesOf(sealed)} its passphrase, kept in the bucket for the holders of the keys`,
    }),
    ...step('pitr-configure', servers, {
      does: `Tell pgBackRest of ${namesOf(servers)} the bucket and its keys`,
      said: null,
    }),
  ];
};

const going = ({servers}: Planned): PitrStep[] => {
  const told = servers.filter(({statements}) => statements.length > 0);
  const restarted = servers.filter(({restart}) => restart);
  const made = servers.filter(({makes}) => makes);
  const stored = servers.map(({service, type}) => `${service} (${type})`).join(', ');
  return [
    ...step('pitr-settings', told, {
      does: `Let ${namesOf(told)} hand over its WAL (archive_mode, archive_command, a socket)`,
    }),
    ...step('pitr-restart', restarted, {
      does: `Restart ${namesOf(restarted)}, this once, for that to count: a few seconds without it, and back to what was before where it does not come up`,
      risks: 'traffic',
    }),
    ...step('pitr-sidecar', made, {
      does: `Start ${made.map(({sidecar}) => sidecar.name).join(', ')}, which carries WAL to S3`,
    }),
    ...step('pitr-base', servers, {
      does: `Store ${stored} with pgBackRest, to begin at from any moment on`,
      limit: 12 * 60,
    }),
  ];
};

const ending = ({ending: over, images}: Planned, composeProject: string): PitrStep[] => [
  ...step('pitr-end', over, {
    does: `Keep the moments of ${over.map(({server}) => server.service).join(', ')} in ${composeProject} no more: what is in the bucket stays`,
  }),
  ...step('pitr-old-images', images, {does: `Remove ${images.join(', ')}, which nothing runs`}),
];
