import type {ComposeModel, Container} from './model.ts';

/** How the engine calls a volume that the compose files call so. */
export const volumeName = (source: string, {volumes}: Pick<ComposeModel, 'volumes'>): string =>
  volumes?.[source]?.name ?? source;

/** Whether the engine has named a volume, for nobody else did. */
export const isUnnamed = (volume: string): boolean => /^[0-9a-f]{64}$/.test(volume);

/** Whether a container has the volumes that its service names: Compose makes it anew where it has others. */
export const hasItsVolumes = ({service, mounts}: Container, model: ComposeModel): boolean =>
  (model.services[service]?.volumes ?? [])
    .flatMap(({type, source}) => (type === 'volume' && source ? [volumeName(source, model)] : []))
    .every(name => mounts === undefined || mounts.some(({source}) => source === name));
