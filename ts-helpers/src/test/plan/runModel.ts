import type {ComposeModel, ComposeService} from '../../compose/model.ts';
import {listOf, mapOf} from '../../isolation/note.ts';

/**
 * The part of a model that starts, and of what is only built how that is done. What is left out is neither there nor can
 * it be in the way: what a service has that no test needs is no reason to refuse one.
 */
export const partOf = (
  model: ComposeModel,
  {starts, builds}: {starts: readonly string[]; builds: readonly string[]},
): ComposeModel => {
  // A service may be called like something that every object has.
  const chosen = new Map<string, ComposeService>();
  for (const name of builds) addBuilt(name);
  for (const name of starts) chosen.set(name, model.services[name] ?? {});
  const used = [...chosen.values()];
  return {
    ...model,
    services: Object.fromEntries(chosen),
    networks: pick(model.networks, new Set(used.flatMap(({networks}) => Object.keys(mapOf(networks))))),
    volumes: pick(
      model.volumes,
      new Set(used.flatMap(({volumes = []}) => volumes.map(({source}) => source ?? ''))),
    ),
    secrets: pick(
      model.secrets,
      new Set(used.flatMap(service => [...refs(service['secrets']), ...refs(service.build?.['secrets'])])),
    ),
    configs: pick(model.configs, new Set(used.flatMap(service => refs(service['configs'])))),
  };

  /** An image may be built on that of another service. */
  function addBuilt(name: string): void {
    const {build, image, platform} = model.services[name] ?? {};
    if (build === undefined || chosen.has(name)) return;
    chosen.set(name, {build, ...(image !== undefined && {image}), ...(platform !== undefined && {platform})});
    for (const context of Object.values(mapOf(build['additional_contexts'])))
      if (String(context).startsWith('service:')) addBuilt(String(context).slice('service:'.length));
  }
};

const refs = (list: unknown): string[] => listOf(list).map(entry => String(mapOf(entry)['source']));

const pick = <T>(
  section: Readonly<Record<string, T>> | undefined,
  names: ReadonlySet<string>,
): Record<string, T> => Object.fromEntries(Object.entries(section ?? {}).filter(([name]) => names.has(name)));

/** A model as `docker compose config` prints it, which doubles every dollar sign, as it is meant. */
export const asMeant = (model: ComposeModel): ComposeModel =>
  JSON.parse(JSON.stringify(model).replaceAll('$$', '$')) as ComposeModel;

/** A model as a file for Compose, which takes what follows a dollar sign for a variable. JSON is YAML. */
export const fileText = (model: ComposeModel): string =>
  JSON.stringify(
    model,
    (_, value: unknown) => (typeof value === 'string' ? value.replaceAll('$', '$$$$') : value),
    2,
  );
