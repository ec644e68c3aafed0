import type {ServerFacts} from '../plan/facts.ts';

/** What a server tells of itself in one answer. */
export interface Looked extends Pick<
  ServerFacts,
  'user' | 'port' | 'dataFolder' | 'isStandby' | 'walLevel' | 'inForce' | 'said'
> {
  tablespaces: string[];
}

const NAMES = `('archive_mode', 'archive_command', 'archive_library', 'unix_socket_directories')`;

/** A version without a setting has it empty. */
const EMPTY = `jsonb_build_object('archive_library', jsonb_build_object('value', '', 'isGiven', false))`;

export const LOOK = `select jsonb_build_object(
  'user', current_user,
  'port', current_setting('port'),
  'dataFolder', current_setting('data_directory'),
  'isStandby', pg_is_in_recovery(),
  'walLevel', current_setting('wal_level'),
  'inForce', ${EMPTY} || (select jsonb_object_agg(name, jsonb_build_object('value', setting, 'isGiven', source = 'command line'))
    from pg_settings where name in ${NAMES}),
  'said', (select coalesce(jsonb_object_agg(name, setting order by seqno), '{}')
    from pg_file_settings where name in ${NAMES}),
  'tablespaces', (select coalesce(jsonb_agg(pg_tablespace_location(oid)), '[]') from pg_tablespace where pg_tablespace_location(oid) <> ''))`;
