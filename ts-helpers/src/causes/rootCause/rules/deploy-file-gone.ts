import type {Lack, Rule, Seen} from '../rule.ts';

export const deployFileGone: Rule = {
  name: 'deploy-file-gone',

  fits: ({code, evidence: {own = []}}) =>
    code === 'FILE_MISSING' && own.some(({commit}) => commit !== undefined),
  lacks: ({error}) => lacksOfDeploy(error),
  sentence: ({error: {message}}) => message,
};

/** `… that the deploy does not have: a.conf, which is not there; b.env, which git ignores.` */
export const lacksOfDeploy = ({code, message}: Seen['error']): Lack[] => {
  if (code !== 'FILE_MISSING') return [];
  const [, told = ''] = message.split(' the deploy does not have: ');
  return told
    .replace(/\.$/, '')
    .split('; ')
    .flatMap(one => (one.endsWith(NOT_THERE) ? [{kind: 'file', name: one.slice(0, -NOT_THERE.length)}] : []));
};

const NOT_THERE = ', which is not there';
