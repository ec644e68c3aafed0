import type {ComposeModel} from './model.ts';

/** The image that was asked a registry for which did not answer, by what Compose and BuildKit print; undefined where none is named. */
export const unfetched = (
  tail: readonly string[],
  model: Pick<ComposeModel, 'services'> = {services: {}},
): string | undefined => {
  const lines = [...tail].reverse();
  const built = lines.flatMap(
    line => /^ > \[[^\]]*\] load metadata for (\S+)$/.exec(line)?.[1]?.slice(0, -1) ?? [],
  )[0];
  const resolved = lines.flatMap(line => /resolve source metadata for (\S+): /.exec(line)?.[1] ?? [])[0];
  const pulled = lines.flatMap(line => {
    const [, isImage, name = ''] = /^ (Image )?(\S+) Error /.exec(line) ?? [];
    return (isImage === undefined ? model.services[name]?.image : name) ?? [];
  })[0];
  const found = built ?? resolved ?? pulled;
  return found === undefined ? undefined : asWritten(found);
};

/** As people write it: `nginx:1.22`, not `docker.io/library/nginx:1.22`. */
export const asWritten = (image: string): string => image.replace(/^docker\.io\/(?:library\/)?/, '');
