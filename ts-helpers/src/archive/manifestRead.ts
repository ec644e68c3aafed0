import * as z from 'zod/mini';
import {type Manifest, manifestSchema} from './manifest.ts';

/** What a text that is to be a manifest turns out to be. */
export type ManifestRead =
  | {is: 'manifest'; manifest: Manifest}
  /** Of a version of countable that came later. */
  | {is: 'newer'; format: number}
  | {is: 'broken'; why: string};

export const readManifest = (text: string): ManifestRead => {
  const value = jsonIn(text);
  if (value === undefined) return {is: 'broken', why: shapeOf(text)};
  const {success, data, error} = z.safeParse(manifestSchema, value);
  if (success) return {is: 'manifest', manifest: data};
  const newer = z.safeParse(newerSchema, value).data;
  if (newer !== undefined) return {is: 'newer', format: newer.format};
  return {is: 'broken', why: `it does not say what it should (${placeOf(error)})`};
};

/** Why a manifest that lies beside an archive, or should, does not count; undefined where it does, or is of a later version. */
export const unreadBecause = (text: string | undefined): string | undefined => {
  if (text === undefined) return 'nothing beside it tells what it holds';
  const read = readManifest(text);
  return read.is === 'broken'
    ? `its manifest, which lies beside it, cannot be understood: ${read.why}`
    : undefined;
};

const KNOWN = 1;
const newerSchema = z.object({format: z.int().check(z.minimum(KNOWN + 1))});

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const shapeOf = (text: string): string => {
  const begin = text.trimStart();
  if (begin === '') return 'it is empty';
  if (begin.startsWith('<')) return 'it is a page of HTML or XML';
  return begin.startsWith('{') ? 'it is cut off, or damaged' : 'it is no JSON';
};

/** `servers.0.kind`: where the first trouble is. */
const placeOf = ({issues: [first]}: z.core.$ZodError): string => {
  const place = (first?.path ?? []).map(String).join('.');
  return place === '' ? 'it is no object' : place;
};
