import type {DumpReader} from '../reader.ts';
import {type Fields, fieldsIn, LEAST_DOCUMENT} from './bson.ts';
import {type Collections, countCollections, schemaOf} from './collections.ts';

const MAGIC = 0x8199e26d;
/** Instead of the length of a document: the end of a block of them. */
const TERMINATOR = -1;
/** MongoDB's own limit is 16 MB, and something for itself. */
const MOST_DOCUMENT = 48 * 1024 * 1024;

interface Namespace {
  name: string;
  type: string;
  metadata: string;
}

/** What comes next: the archive's own header, what collections there are, whose documents come, or documents. */
type Place = 'magic' | 'header' | 'prelude' | 'namespace' | 'documents' | 'broken';

interface Hearing {
  place: Place;
  namespaces: Namespace[];
  collections: Collections;
  /** Whose documents come. */
  collection: string;
}

/**
 * Hears an archive of `mongodump`: what collections there are, and then blocks of documents of one collection each, which may
 * take turns. https://github.com/mongodb/mongo-tools/tree/master/common/archive
 */
export const createMongoReader = (): DumpReader => {
  const hearing: Hearing = {
    place: 'magic',
    namespaces: [],
    collections: countCollections(),
    collection: '',
  };
  let bytes = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  /** So many are needed to go on. */
  let wanted = 4;
  return {
    hear(chunk) {
      bytes += chunk.length;
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes < wanted) return;
      const rest = hearAll(hearing, held.length === 1 ? chunk : Buffer.concat(held));
      held = [rest.left];
      heldBytes = rest.left.length;
      wanted = rest.wanted;
    },
    end: () => ({
      isComplete: heldBytes === 0 && isComplete(hearing),
      bytes,
      schema: schemaOf(hearing.namespaces),
      tables: hearing.collections.read(),
    }),
  };
};

/** Of a time series the documents lie in another collection; of a view there are none, and old tools do not say so. */
const isComplete = ({place, namespaces, collections}: Hearing): boolean =>
  place === 'namespace' &&
  collections.areAllWhole() &&
  namespaces.every(
    ({name, type}) =>
      type === 'view' || collections.isWhole(name) || collections.isWhole(`system.buckets.${name}`),
  );

const hearAll = (hearing: Hearing, chunk: Buffer): {left: Buffer; wanted: number} => {
  let at = 0;
  while (chunk.length - at >= 4 && hearing.place !== 'broken') {
    if (hearing.place === 'magic') {
      hearing.place = chunk.readUInt32LE(at) === MAGIC ? 'header' : 'broken';
      at += 4;
      continue;
    }
    const length = chunk.readInt32LE(at);
    if (length === TERMINATOR) {
      hearing.place = hearEnd(hearing);
      at += 4;
      continue;
    }
    if (length < LEAST_DOCUMENT || length > MOST_DOCUMENT) hearing.place = 'broken';
    else if (chunk.length - at < length) return {left: chunk.subarray(at), wanted: length};
    else {
      hearing.place = hearDocument(hearing, chunk.subarray(at, at + length));
      at += length;
    }
  }
  // Nothing more can be told of it.
  if (hearing.place === 'broken') return {left: Buffer.alloc(0), wanted: 4};
  return {left: chunk.subarray(at), wanted: 4};
};

const hearEnd = ({place}: Hearing): Place =>
  place === 'prelude' || place === 'documents' ? 'namespace' : 'broken';

const hearDocument = (hearing: Hearing, document: Buffer): Place => {
  const {place, namespaces, collections} = hearing;
  if (place === 'documents') {
    collections.add(hearing.collection, document);
    return place;
  }
  const fields: Fields | undefined = fieldsIn(document);
  if (fields === undefined) return 'broken';
  if (place === 'header') return 'prelude';
  const name = String(fields.collection);
  if (place === 'prelude') {
    namespaces.push({name, type: String(fields.type ?? ''), metadata: String(fields.metadata ?? '')});
    return place;
  }
  hearing.collection = name;
  if (fields.EOF === true) collections.close(name, fields.CRC);
  return 'documents';
};
