import type {ArchiveFacts} from './facts.ts';

/**
 * Servers that run the very image by which these bytes were restored and compared, table for table. They give back what they took:
 * that each table took as many rows as were stored is enough, and nothing is read again.
 */
export const provenServers = (
  {source: {proof}, servers}: Pick<ArchiveFacts, 'source' | 'servers'>,
  object: {sha256: string} | undefined = proof,
): string[] =>
  servers.flatMap(({service, container, outside}) => {
    const image = proof?.images[service];
    const isSame =
      outside === undefined && image !== undefined && image !== '' && container?.imageId === image;
    return isSame && object?.sha256 === proof?.sha256 ? [service] : [];
  });
