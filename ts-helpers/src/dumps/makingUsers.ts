import type {Readable} from 'node:stream';
import type {Engine} from '../engines/engine.ts';
import {ask, type Inside} from '../engines/inside.ts';
import type {NameReader} from './postgresNames.ts';
import {createUser} from './statements.ts';

/** A dump as it comes, before whose pieces those users are made that it speaks of; `made` hears who. */
export const makingUsers = async function* (
  body: Readable,
  names: NameReader,
  {engine, inside, made}: {engine: Engine; inside: Inside; made?: (name: string) => void},
): AsyncGenerator<Buffer> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (const name of names.hear(chunk)) {
      await ask(inside, createUser(engine, name));
      made?.(name);
    }
    yield chunk;
  }
};
