import {garbled} from '../garbled.ts';

/** What `docker ps --quiet --no-trunc` prints. Throws COMMAND_GARBLED. */
export const idsIn = (text: string): string[] => {
  const ids = text.split('\n').filter(Boolean);
  if (!ids.every(id => CONTAINER_ID.test(id))) throw garbled('docker ps', text);
  return ids;
};

const CONTAINER_ID = /^[0-9a-f]{64}$/;
