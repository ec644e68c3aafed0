import type {Readable} from 'node:stream';
import type {ParsedTarEntry} from 'modern-tar';

/**
 * Everything in a tar as it comes; each body is to be read, or cancelled, before the next. One that is cut off throws. Fed by hand:
 * Node before 26 throws where nobody can catch it when a stream that it made a web stream is left early.
 */
export const tarEntries = async (packed: Readable): Promise<AsyncIterable<ParsedTarEntry>> => {
  // Loaded only where there is something to read.
  const {createTarDecoder} = await import('modern-tar');
  const {readable, writable} = createTarDecoder({strict: true});
  const writer = writable.getWriter();
  const feed = async (): Promise<void> => {
    try {
      for await (const chunk of packed) await writer.write(chunk as Uint8Array);
      await writer.close();
    } catch (error) {
      await writer.abort(error);
    }
  };
  // What goes wrong reaches whoever reads the entries.
  feed().catch(() => undefined);
  return readable as AsyncIterable<ParsedTarEntry>;
};
