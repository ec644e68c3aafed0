import type {Rule, Seen} from '../rule.ts';

/** A service that no compose file has any more, and that something still asks for. */
export const serviceRemoved: Rule = {
  name: 'service-removed',

  fits: error => error.code === 'NO_ANSWER' && gone(error) !== undefined,
  sentence: ({error}) => {
    const {service = '', namedAt = []} = gone(error) ?? {};
    return `${namedAt.join(', ')} still ${namedAt.length === 1 ? 'names' : 'name'} the service ${service}, which the compose files no longer have.`;
  },
  remedy: ({error}) =>
    `Name there what took its place; or let that have its old name as well: \`networks: {default: {aliases: [${gone(error)?.service ?? ''}]}}\`.`,
};

/** The removed service of which a place is known that names it. */
export const gone = ({evidence}: Seen['error']) => evidence.removed?.find(({namedAt}) => namedAt.length > 0);
