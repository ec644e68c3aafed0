/** What the code of a project tells: its files, and the text of those that name its libraries. */
export interface CodeFacts {
  files: readonly string[];
  /** By path; only files that `MANIFESTS` matches. */
  manifests: Readonly<Record<string, string>>;
}

/** Files that name the libraries of a project, wherever in the repository they are. */
const MANIFESTS =
  /(^|\/)(requirements[^/]*\.txt|pyproject\.toml|Pipfile|package\.json|composer\.json|Gemfile|pom\.xml|build\.gradle|go\.mod)$/;

/** So deep below the root a manifest still speaks for the project. */
const DEEPEST = 3;

/**
 * Sentry's platforms, by a word of a manifest. Servers come before browsers: their errors are the ones nobody sees.
 * Names: https://docs.sentry.io/platforms/
 */
const SIGNS: readonly {platform: string; manifest: RegExp; word: RegExp}[] = [
  {platform: 'python-django', manifest: /\.txt$|pyproject|Pipfile/, word: /^[ \t"']*django\b/im},
  {platform: 'python-fastapi', manifest: /\.txt$|pyproject|Pipfile/, word: /^[ \t"']*fastapi\b/im},
  {platform: 'python-flask', manifest: /\.txt$|pyproject|Pipfile/, word: /^[ \t"']*flask\b/im},
  {platform: 'python', manifest: /\.txt$|pyproject|Pipfile/, word: /./},
  {platform: 'php-laravel', manifest: /composer\.json$/, word: /"laravel\/framework"/},
  {platform: 'php-symfony', manifest: /composer\.json$/, word: /"symfony\/framework-bundle"/},
  {platform: 'php', manifest: /composer\.json$/, word: /./},
  {platform: 'ruby-rails', manifest: /Gemfile$/, word: /\brails\b/},
  {platform: 'ruby', manifest: /Gemfile$/, word: /./},
  {platform: 'go', manifest: /go\.mod$/, word: /./},
  {platform: 'java-spring-boot', manifest: /pom\.xml$|build\.gradle$/, word: /spring-boot/},
  {platform: 'java', manifest: /pom\.xml$|build\.gradle$/, word: /./},
  {platform: 'javascript-nextjs', manifest: /package\.json$/, word: /"next"\s*:/},
  {platform: 'node-express', manifest: /package\.json$/, word: /"express"\s*:/},
  {platform: 'javascript-react', manifest: /package\.json$/, word: /"react"\s*:/},
  {platform: 'javascript-vue', manifest: /package\.json$/, word: /"vue"\s*:/},
  {platform: 'javascript-angular', manifest: /package\.json$/, word: /"@angular\/core"\s*:/},
  {platform: 'node', manifest: /package\.json$/, word: /./},
];

/** The manifests among the files, those near the root first, as many as are worth reading. */
export const manifestsAmong = (files: readonly string[]): string[] =>
  files
    .filter(
      file => MANIFESTS.test(file) && depth(file) <= DEEPEST && !/(^|\/)(node_modules|vendor)\//.test(file),
    )
    .sort((a, b) => depth(a) - depth(b))
    .slice(0, 20);

const depth = (file: string): number => file.split('/').length;

/** Sentry's name of the platform; `other` where nothing tells it. */
export const platformOf = ({files, manifests}: CodeFacts): string => {
  const texts = Object.entries(manifests);
  const sign = SIGNS.find(({manifest, word}) =>
    texts.some(([file, text]) => manifest.test(file) && word.test(text)),
  );
  if (sign !== undefined) return sign.platform;
  if (files.some(file => /(^|\/)manage\.py$/.test(file))) return 'python-django';
  if (files.some(file => file.endsWith('.py'))) return 'python';
  return files.some(file => file.endsWith('.php')) ? 'php' : 'other';
};
