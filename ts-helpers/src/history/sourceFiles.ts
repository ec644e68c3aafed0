/** What a file of a repository is for, by its name. */

export const isTestFile = (file: string): boolean =>
  /(^|\/)(tests?|specs?|__tests__|features)\//.test(file) ||
  /(^|\/)(test_[^/]*|tests?\.py|conftest\.py)$/.test(file) ||
  /[._-](test|spec|cy)\.\w+$|Tests?\.(java|kt|php|cs)$/.test(file);

/** Words and looks: nothing that a build, a test or a service fails by. */
export const isInert = (file: string): boolean =>
  /\.(md|rst|adoc|css|scss|sass|less|svg|png|jpe?g|gif|webp|ico|woff2?|pdf)$/i.test(file) ||
  /(^|\/)(LICEN[CS]E|CHANGELOG|AUTHORS|CODEOWNERS|\.gitignore|\.editorconfig|\.mailmap)(\.\w+)?$/.test(file);

/** What others wrote, or a program. */
export const isVendored = (file: string): boolean =>
  /(^|\/)(vendor|vendored|third[_-]party|node_modules|bower_components|dist)\//.test(file) ||
  /\.(min\.(js|css)|map|snap|lock)$/.test(file) ||
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum)$/.test(file);

export const isDockerfile = (file: string): boolean => nameOf(file).split('.').includes('Dockerfile');

/** What a project is made from, and exactly from what. */
export const isManifest = (file: string): boolean =>
  /^(requirements[\w.-]*\.(txt|in)|constraints\.txt|Pipfile(\.lock)?|pyproject\.toml|poetry\.lock|uv\.lock|setup\.(py|cfg)|package(-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.(json|lock)|Gemfile(\.lock)?|[\w.-]+\.gemspec|go\.(mod|sum)|pom\.xml|build\.gradle(\.kts)?|Cargo\.(toml|lock)|\.npmrc|\.nvmrc|\.(python|ruby)-version)$/.test(
    nameOf(file),
  );

export const isMigration = (file: string): boolean => /(^|\/)(migrations?|migrate|versions)\/[^/]/.test(file);

export const isEnvFile = (file: string): boolean => /^\.env(\.|$)|\.env$/.test(nameOf(file));

/** The last part of a path. */
export const nameOf = (file: string): string => file.split('/').findLast(part => part !== '') ?? file;

/** Without its ending. */
export const stemOf = (file: string): string => {
  const name = nameOf(file);
  const end = name.lastIndexOf('.');
  return end > 0 ? name.slice(0, end) : name;
};
