import type {ComposeService} from '../compose/model.ts';
import type {SwarmNode} from '../compose/swarm.ts';

/** The nodes that may run a service, as far as its constraints tell. */
export const nodesFor = (service: ComposeService, nodes: readonly SwarmNode[]): SwarmNode[] => {
  const {constraints = []} =
    (service.deploy as {placement?: {constraints?: string[]}} | undefined)?.placement ?? {};
  return nodes.filter(node => node.isActive && constraints.every(one => meets(node, one)));
};

/** Those besides the one that is asked. */
export const othersFor = (
  service: ComposeService,
  {nodes, here}: {nodes: readonly SwarmNode[]; here: string},
): SwarmNode[] => nodesFor(service, nodes).filter(({id}) => id !== here);

const meets = (node: SwarmNode, constraint: string): boolean => {
  const [key = '', value = ''] = constraint.split(/[!=]=/).map(part => part.trim());
  const has = valueOf(node, key);
  // What cannot be told keeps nothing away.
  if (has === undefined) return true;
  return (has === value) === !constraint.includes('!=');
};

const valueOf = ({id, name, role, labels}: SwarmNode, key: string): string | undefined => {
  const known: Record<string, string> = {'node.id': id, 'node.hostname': name, 'node.role': role};
  return key.startsWith('node.labels.') ? (labels[key.slice('node.labels.'.length)] ?? '') : known[key];
};
