import type {ProjectFacts} from './facts.ts';

/** Tests and examples are full of what only looks like a secret. */
export const isMadeUp = (file: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures?|examples?|samples?)\/|\.(?:example|sample|template)$/i.test(
    file,
  );

/** The password of a database that only its own neighbours reach, or an address with a variable in it. */
export const isHarmless = (host: string | undefined, {environments}: ProjectFacts): boolean =>
  host !== undefined &&
  (!host.includes('.') ||
    /[${}<>%]/.test(host) ||
    /^127\.|(?:^|\.)example\.(?:com|org|net)$|\.(?:example|test|local|localhost|invalid)$/.test(host) ||
    environments.some(({model}) => host in model.services));
