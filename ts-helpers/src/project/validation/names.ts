import type {ComposeModel} from '../../compose/model.ts';
import type {ComposeSource} from '../../compose/source.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {UserError} from '../../errors/userError.ts';

/** Names that Compose passes on as they are, and the engine refuses, once all else has been done. */
export const nameFindings = (
  {name: project, services}: Pick<ComposeModel, 'name' | 'services'>,
  sources: readonly ComposeSource[],
  {isDeploy}: {isDeploy: boolean},
): UserError[] =>
  Object.entries(services).flatMap(([service, {image, container_name: name}]) => {
    const at = (key: string) => lineOf(sources, ['services', service, key]);
    return [
      ...(image === undefined || image === '' || isImage(image)
        ? []
        : [imageImpossible(service, image, at('image'))]),
      // What a service runs of is kept under the name of the project and its own.
      ...(isDeploy && `${project}-${service}`.length > LONGEST
        ? [nameTooLong(`${project}-${service}`, service, lineOf(sources, ['services', service]))]
        : []),
      // Tests give their containers names of their own.
      ...(!isDeploy || name === undefined || CONTAINER.test(name)
        ? []
        : [nameImpossible(service, name, at('container_name'))]),
    ];
  });

/** https://pkg.go.dev/github.com/distribution/reference */
const isImage = (image: string): boolean => {
  const [named = '', ...digests] = image.split('@');
  if (digests.length > 1 || !digests.every(digest => DIGEST.test(digest))) return false;
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const [name, tag] = colon === -1 ? [named] : [named.slice(0, colon), named.slice(colon + 1)];
  if (tag !== undefined && !TAG.test(tag)) return false;
  const [first = '', ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  return (!isHost || HOST.test(first)) && (isHost ? rest : [first, ...rest]).every(part => PART.test(part));
};

const DIGEST = /^[a-z][a-z0-9+._-]*:[0-9a-f]{32,}$/i;
const TAG = /^\w[\w.-]{0,127}$/;
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/i;
const PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const CONTAINER = /^[a-z0-9][\w.-]+$/i;

/** Of an image without a registry: Docker counts 255 with `docker.io/library/` before it. */
const LONGEST = 237;

const nameTooLong = (image: string, service: string, where: string): UserError =>
  new UserError(
    'UNSAFE_NAME',
    `The service ${service} has a name of ${service.length} letters: an image cannot be called ${image}, which has ${image.length}, and ${LONGEST} are the most.`,
    {where, remedy: `Give the service a name that is ${image.length - LONGEST} letters shorter, or more.`},
  );

const imageImpossible = (service: string, image: string, where: string): UserError =>
  new UserError(
    'COMPOSE_INVALID',
    `The service ${service} has the image ${JSON.stringify(image)}, which no image can be called.`,
    {
      where,
      remedy:
        'Call it as docker pull does, name:tag: small letters and digits, with single dots, dashes, underscores and slashes between them.',
    },
  );

const nameImpossible = (service: string, name: string, where: string): UserError =>
  new UserError(
    'COMPOSE_INVALID',
    `The service ${service} has the container_name ${JSON.stringify(name)}, which no container can be called.`,
    {
      where,
      remedy:
        'Leave `container_name:` out, or begin it with a letter or digit and go on with these, dots, dashes and underscores: two or more.',
    },
  );
