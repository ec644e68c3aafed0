import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {isolate} from '../../../ts-helpers/src/isolation/isolate.ts';
import type {Note} from '../../../ts-helpers/src/isolation/note.ts';
import type {Place, Surroundings} from '../../../ts-helpers/src/isolation/places.ts';

export const RUN = 'shop-test-7-0abc12';

export const surroundings = (
  places: Readonly<Record<string, Partial<Place>>> = {},
  permits: readonly string[] = [],
): Surroundings => ({
  composeProject: RUN,
  workspace: '/w',
  places: new Map(
    Object.entries(places).map(([path, place]) => [path, {real: path, kind: 'folder', ...place} as Place]),
  ),
  permits,
  labels: {'ca.countable.run': 'test'},
});

/** What becomes of one service, `web`, and what is said of it. */
export const isolated = (
  web: Record<string, unknown>,
  {around = surroundings(), ...model}: Partial<ComposeModel> & {around?: Surroundings} = {},
): {
  web: ComposeService;
  model: ComposeModel;
  own: string[];
  given: string[];
  shared: string[];
  notes: Note[];
} => {
  const result = isolate({name: RUN, services: {web}, ...model}, around, undefined);
  const said = (kind: Note['kind']) => result.notes.filter(note => note.kind === kind).map(({says}) => says);
  return {
    web: result.model.services['web'] as ComposeService,
    model: result.model,
    notes: result.notes,
    own: said('own'),
    given: said('given'),
    shared: said('shared'),
  };
};
