import {Readable} from 'node:stream';
import {makingUsers} from '../dumps/makingUsers.ts';
import {createMysqlNames} from '../dumps/mysqlNames.ts';
import type {Sink} from './download.ts';
import type {FilledServer} from './filled.ts';

/**
 * Views and routines go by the rights of users: of a server of MySQL whose users could not be kept, a throw-away one makes those as
 * a dump speaks of them. Without them nobody could read its views, and they would seem to be others.
 */
export const makingDefiners =
  ({stored: {kind, roles}, engine, inside}: FilledServer) =>
  ([member, sink]: [string, Sink]): [string, Sink] => {
    if (kind !== 'mysql' || roles !== undefined) return [member, sink];
    return [
      member,
      async body => {
        const names = createMysqlNames((await engine.look(inside)).roles);
        const chunks = makingUsers(body, names, {engine, inside});
        await sink(Readable.from(chunks, {objectMode: false}));
      },
    ];
  };
