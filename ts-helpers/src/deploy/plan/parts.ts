import {withoutCount} from './contents.ts';
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
  /** As they are used and defined, by their names; of releases that an older version of ours kept, absent. */
  configs?: Words | undefined;
  secrets?: Words | undefined;
  /** Every other key of its configuration, and of ports and volumes all that is not said above. */
  settings: Words;
}

type Words = Readonly<Record<string, string>>;

export type PartsByService = Readonly<Record<string, Parts>>;

/** `wordOf` tells values from each other, and does not tell them. */
export const partsOf = (
  service: ComposeService,
  files: Words,
  {model, wordOf}: {model: ComposeModel; wordOf: (value: unknown) => string},
): Parts => {
  const {
    image,
    build: _,
    develop: __,
    ports = [],
    volumes = [],
    environment = {},
    configs,
    secrets,
    ...others
  } = withoutCount(service);
  const wordsOf = (values: Readonly<Record<string, unknown>>): Words =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wordOf(value)]));
  const used = (uses: ComposeService['configs'] = [], defined: ComposeModel['configs'] = {}): Words =>
    Object.fromEntries(uses.map(use => [use.source, wordOf([use, defined[use.source]])]));
  const definitions = volumes.map(({source = ''}) => model.volumes?.[source]);
  return {
    image,
    ports: ports.map(portText),
    volumes: volumes.map(volumeText),
    variables: wordsOf(environment),
    files,
    configs: used(configs, model.configs),
    secrets: used(secrets, model.secrets),
    settings: wordsOf({
      ...others,
      ...(ports.length > 0 && {ports}),
      ...(volumes.length > 0 && {volumes: [volumes, definitions]}),
    }),
  };
};

const portText = ({target, published, host_ip: address, protocol = 'tcp'}: ComposePort): string =>
  [...(address === undefined ? [] : [address]), ...(published === undefined ? [] : [published]), target].join(
    ':',
  ) + (protocol === 'tcp' ? '' : `/${protocol}`);

const volumeText = ({source, target, read_only: isReadOnly}: ComposeMount): string =>
  `${source === undefined ? '' : `${source}:`}${target}${isReadOnly === true ? ':ro' : ''}`;
