import type {ComposeModel, ComposeMount, ComposePort, ComposeService} from '../../compose/model.ts';

/** What a service is made of, part by part. Of what may be secret only a word is known, by which another value shows. */
export interface Parts {
  /** As the compose files call it; absent where it has no name there. */
  image?: string | undefined;
  /** `127.0.0.1:8080:80` */
  ports: readonly string[];
  /** `media:/srv/media:ro` */
  volumes: readonly string[];
  variables: Words;
  /** What containers read of the deploy folder, by its path there. */
  files: Words;
  /** Every other key of its configuration. */
  settings: Words;
}

type Words = Readonly<Record<string, string>>;

export type PartsByService = Readonly<Record<string, Parts>>;

/** `wordOf` tells values from each other, and does not tell them. */
export const partsOf = (
  {image, build: _, ports = [], volumes = [], environment = {}, ...settings}: ComposeService,
  files: Words,
  {model, wordOf}: {model: ComposeModel; wordOf: (value: unknown) => string},
): Parts => {
  const {configs, secrets} = settings;
  const wordsOf = (values: Readonly<Record<string, unknown>>): Words =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wordOf(value)]));
  return {
    image,
    ports: ports.map(portText),
    volumes: volumes.map(volumeText),
    variables: wordsOf(environment),
    files,
    settings: wordsOf({
      ...settings,
      ...(configs && {configs: configs.map(({source}) => [source, model.configs?.[source]])}),
      ...(secrets && {secrets: secrets.map(({source}) => [source, model.secrets?.[source]])}),
    }),
  };
};

const portText = ({target, published, host_ip: address, protocol = 'tcp'}: ComposePort): string =>
  [...(address === undefined ? [] : [address]), ...(published === undefined ? [] : [published]), target].join(
    ':',
  ) + (protocol === 'tcp' ? '' : `/${protocol}`);

const volumeText = ({source, target, read_only: isReadOnly}: ComposeMount): string =>
  `${source === undefined ? '' : `${source}:`}${target}${isReadOnly === true ? ':ro' : ''}`;
