import {hostPorts, meet} from '../../compose/hostPorts.ts';
import {lineOfPort} from '../../compose/sourcePlaces.ts';
import {UserError} from '../../errors/userError.ts';
import {previewNumber} from '../../project/preview.ts';
import type {DeployFacts} from './facts.ts';
import {leftToDocker} from './previewPorts.ts';

type Known = Pick<DeployFacts, 'model' | 'takenPorts' | 'sources' | 'release' | 'composeProject'>;

export const takenPortFindings = (facts: Known): UserError[] => {
  const {model, takenPorts, sources} = facts;
  const found = hostPorts(model).flatMap(wanted => {
    const taken = takenPorts.find(port => meet(port, wanted));
    if (!taken) return [];
    const message = `The port ${taken.port} that ${wanted.service} is to publish is in use by ${taken.by}.`;
    const where = lineOfPort(wanted.service, {published: String(wanted.port)}, sources);
    const remedy = remedyOf({service: wanted.service, taken}, facts);
    return [new UserError('PORT_TAKEN', message, {where, ...(remedy !== undefined && {remedy})})];
  });
  // One port at two addresses is said once.
  return found.filter(({message}, index) => found.findIndex(one => one.message === message) === index);
};

/** A preview needs no port of the host that it names itself, whether it wants that of another or has it. */
const remedyOf = (
  {service, taken}: {service: string; taken: DeployFacts['takenPorts'][number]},
  {model, release: {environment}, composeProject}: Known,
): string | undefined => {
  if (previewNumber(environment) !== undefined)
    return leftToDocker([[service, model.services[service]?.ports ?? []]]);
  const {project = '', target} = taken;
  const ownName = composeProject.slice(0, -environment.length);
  const number = project.startsWith(ownName) ? previewNumber(project.slice(ownName.length)) : undefined;
  if (number === undefined) return undefined;
  return `It is a preview of this project. Leave the choice of its port to Docker, in dc.preview.yml: \`ports: !override ["${target}"]\`; until then, on this host: countable previews remove ${number}`;
};
