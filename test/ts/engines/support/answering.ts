import {PassThrough, Readable} from 'node:stream';
import type {Inside} from '../../../../ts-helpers/src/engines/inside.ts';

/** A server whose tools answer one after another with these, and what they were asked. */
export const answering = (...answers: string[]): {inside: Inside; asked: string[][]} => {
  const asked: string[][] = [];
  const pipe: Inside['pipe'] = words => {
    asked.push([...words]);
    return {
      input: new PassThrough().resume(),
      output: Readable.from([Buffer.from(answers[asked.length - 1] ?? '')]),
      ended: Promise.resolve(''),
      stop: () => undefined,
    };
  };
  return {inside: {pipe}, asked};
};
