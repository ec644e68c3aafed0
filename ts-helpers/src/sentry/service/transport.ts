import {
  type ApiAnswer,
  type ApiRequest,
  createHttpApi,
  dataOf,
  type HttpApiOptions,
} from '../../outside/httpApi.ts';
import {ServiceError} from '../../outside/serviceError.ts';

/** A request of what not every server has: those that have not answer an empty page. */
type Request = ApiRequest & {isRecent?: true};

/** Sentry's REST interface: JSON, pages, and things that are made once. */
export interface SentryTransport {
  /** Path of something of the organisation, or of one of its projects. */
  inOrganization(path: string): string;
  inProject(slug: string, path?: string): string;
  /** Undefined where the server says 404. Throws ProjectMoved for a project that is called otherwise now. */
  find<T>(request: Request): Promise<T | undefined>;
  /** Every entry of a list, over all its pages; undefined where the server says 404. */
  list<T>(request: Request): Promise<T[] | undefined>;
  /** Writes, and reads the answer. Throws SERVICE_REFUSED with Sentry's own words. */
  write<T>(request: Request & {data: unknown}): Promise<T>;
  /**
   * Makes something that must not be there twice: where it is not sure that the server did it, looks before it tries
   * once more.
   */
  once<T>(make: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T>;
}

const MOST_PAGES = 100;
const NOT_FOUND = 404;

const isNoRoute = ({status, text}: ApiAnswer): boolean => status === NOT_FOUND && text.trim() === '';

const noRoute = ({url}: HttpApiOptions): ServiceError =>
  new ServiceError('SERVICE_REFUSED', 'This Sentry is too old for it.', {where: url, status: NOT_FOUND});

export const createSentryTransport = (options: HttpApiOptions, organization = ''): SentryTransport => {
  const within = encodeURIComponent(organization);
  const api = createHttpApi(options);
  const ask = async ({isRecent, ...request}: Request): Promise<ApiAnswer | undefined> => {
    const answer = await api.request(request);
    if (answer.status !== NOT_FOUND) return answer;
    // A proxy's 404 is a page; Sentry's is data, or nothing at all where it has no such route.
    if (!isRecent || !isNoRoute(answer)) dataOf(answer, options);
    return undefined;
  };
  const read = <T>(answer: ApiAnswer): T => {
    if (answer.status >= 400) throw refused(answer, options);
    const data = dataOf<T>(answer, options);
    if (typeof data !== 'object' || data === null) throw notUnderstood('what it was asked for');
    return data;
  };
  return {
    inOrganization: path => `api/0/organizations/${within}/${path}`,
    inProject: (slug, path = '') => `api/0/projects/${within}/${encodeURIComponent(slug)}/${path}`,

    async find<T>(request: Request) {
      // A project that was renamed is told by its new slug.
      const answer = await ask({...request, maySendOn: true});
      const slug = answer?.status === 302 ? movedTo(answer.text) : undefined;
      if (slug !== undefined) throw new ProjectMoved(slug);
      return answer && read<T>(answer);
    },

    async list<T>(request: Request) {
      const entries: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = {...request.query, ...(cursor !== undefined && {cursor})};
        const answer = await ask({...request, query});
        if (answer === undefined) return undefined;
        entries.push(...listed<T>(read(answer), request));
        const next = nextCursor(answer);
        if (next === undefined || next === cursor) break;
        cursor = next;
      }
      return entries;
    },

    async write<T>({data, isRecent, ...request}: Request & {data: unknown}) {
      const body = {type: 'application/json', text: JSON.stringify(data)};
      const answer = await api.request({method: 'POST', ...request, body});
      if (isRecent && isNoRoute(answer)) throw noRoute(options);
      return read<T>(answer);
    },

    async once(make, find) {
      try {
        return await make();
      } catch (error) {
        if (!(error instanceof ServiceError) || !error.mayBeDone) throw error;
        return (await find()) ?? make();
      }
    },
  };
};

const listed = <T>(data: unknown, {path}: ApiRequest): T[] => {
  if (Array.isArray(data)) return data as T[];
  throw notUnderstood(path);
};

/** Sentry answered, and not with what its documents say. */
export const notUnderstood = (what: string): ServiceError =>
  new ServiceError('ANSWER_BROKEN', `What Sentry says of ${what} is not what it should be.`, {
    remedy: 'Look whether a proxy changes it, and which version the server has.',
  });

/** A project was renamed: Sentry tells the new slug instead of the project. */
export class ProjectMoved extends Error {
  override readonly name = 'ProjectMoved';
  readonly slug: string;

  constructor(slug: string) {
    super(`The project is called ${slug} now.`);
    this.slug = slug;
  }
}

/** Undefined where the answer sends on for another reason, as a proxy's does. */
const movedTo = (text: string): string | undefined => {
  try {
    const {slug, detail} = JSON.parse(text) as {slug?: string; detail?: {extra?: {slug?: string}}};
    return detail?.extra?.slug ?? slug;
  } catch {
    return undefined;
  }
};

const refused = (answer: ApiAnswer, options: HttpApiOptions): ServiceError => {
  const {status} = answer;
  // A page is a proxy's.
  const said = wordsOf(dataOf<unknown>(answer, options)) || `status ${status}`;
  return new ServiceError('SERVICE_REFUSED', `Sentry refuses it: ${said}.`, {where: options.url, status});
};

/** Whether Sentry's answer was a no of that status. */
export const isRefusal = (error: unknown, status: number): error is ServiceError =>
  error instanceof ServiceError && error.code === 'SERVICE_REFUSED' && error.status === status;

const LONGEST_WORDS = 300;

/** `{"detail": "…"}` and `{"name": ["…"]}` alike, nested ones too. */
const wordsOf = (data: unknown): string => texts(data).join('; ').replace(/\.$/, '').slice(0, LONGEST_WORDS);

const DEEPEST = 5;

const texts = (data: unknown, depth = 0): string[] => {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null || depth === DEEPEST) return [];
  return Object.values(data).flatMap(inner => texts(inner, depth + 1));
};

/** Link headers: https://docs.sentry.io/api/pagination/ */
const nextCursor = ({headers}: ApiAnswer): string | undefined =>
  [...(headers.get('link') ?? '').matchAll(/<[^<>]*>([^<]*)/g)]
    .map(([, parameters = '']) => parameters)
    .find(link => link.includes('rel="next"') && link.includes('results="true"'))
    ?.match(/cursor="([^"]+)"/)?.[1];
