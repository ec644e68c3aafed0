import {changesBetween} from './changes.ts';
import type {DeployFacts} from './facts.ts';
import type {Fate} from './fates.ts';
import type {InTheWay} from './leaving.ts';
import type {DeployStep} from './step.ts';

type Known = Pick<DeployFacts, 'model' | 'containers' | 'fingerprints' | 'parts'>;

/** Whoever restarts answers nobody meanwhile; and what its new version does to what it keeps, nobody takes back. */
export const riskOfStarting = (
  services: readonly Fate[],
  obstacles: readonly InTheWay[],
  facts: Known,
): DeployStep['risks'] => {
  const restarting = services.filter(fate => isAway(fate) && fate.notRolled?.order !== 'start-first');
  if (restarting.some(fate => touchesData(fate, facts))) return 'data';
  return restarting.length > 0 || obstacles.length > 0 ? 'traffic' : 'nothing';
};

/** Of containers too many those end that somebody asks. */
const isAway = ({does, count = {from: 0, to: 0}}: Fate): boolean =>
  does === 'restart' || does === 'if changed' || (does === 'scale' && count.to < count.from);

/** Whether another program comes to what the service keeps: the same on the same is as safe as a restart of the machine. */
export const touchesData = (fate: Fate, {model, containers, fingerprints, parts}: Known): boolean => {
  const {service, does, open} = fate;
  if (does === 'scale' || !keeps(model.services[service])) return false;
  if (does === 'if changed') return open.includes('image');
  const imageId = fingerprints[service]?.imageId;
  const its = containers.filter(one => one.service === service);
  if (imageId === undefined || its.some(one => one.imageId !== imageId)) return true;
  const [was, is] = [parts.before?.[service], parts.now[service]];
  if (was === undefined || is === undefined) return true;
  return changesBetween(was, is).some(
    ({what, name}) => what === 'image' || what === 'volume' || (what === 'setting' && PROGRAM.includes(name)),
  );
};

const PROGRAM = ['command', 'entrypoint', 'user', 'volumes'];

const keeps = (service: DeployFacts['model']['services'][string] | undefined): boolean =>
  (service?.volumes ?? []).some(({type, read_only: isReadOnly}) => type !== 'tmpfs' && isReadOnly !== true);
