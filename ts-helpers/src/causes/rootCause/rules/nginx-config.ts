import type {Rule} from '../rule.ts';

export const nginxConfig: Rule = {
  name: 'nginx-config',

  patterns: [
    /\[emerg\] (?:\d+#\d+: )?(?<what>(?:unknown|unexpected|invalid|duplicate|a duplicate|cannot load|directive|no ports?|"\w+" directive).*)/,
  ],
  sentence: ({groups: {what = ''}}) => {
    const {said, file} = parts(what);
    return `nginx does not take its configuration: ${said}${file === undefined ? '' : `, in ${file}`}.`;
  },
  remedy: ({groups: {what = ''}, service = 'nginx'}) =>
    `Correct ${parts(what).file ?? 'it'}; docker compose run --rm --no-deps ${service} nginx -t says whether it is right.`,
};

/** `unknown directive "x" in /etc/nginx/conf.d/default.conf:3` */
const parts = (what: string): {said: string; file?: string} => {
  const at = what.lastIndexOf(' in /');
  return at === -1 ? {said: what} : {said: what.slice(0, at).replace(/,$/, ''), file: what.slice(at + 4)};
};
