import {Readable} from 'node:stream';
import {createMysqlNames} from '../dumps/mysqlNames.ts';
import {createUser} from '../dumps/statements.ts';
import {ask} from '../engines/inside.ts';
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
        const chunks = async function* (): AsyncGenerator<Buffer> {
          for await (const chunk of body as AsyncIterable<Buffer>) {
            for (const name of names.hear(chunk)) await ask(inside, createUser(engine, name));
            yield chunk;
          }
        };
        await sink(Readable.from(chunks(), {objectMode: false}));
      },
    ];
  };
