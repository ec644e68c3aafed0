/** What Jenkins answers to `tree=jobs[name,jobs[…]]`, as deep as it is asked for; `config.xml` by path. */
export const treeOf = (items: ReadonlyMap<string, string>, tree: string): object => {
  const below = (above: string, depth: number): unknown[] =>
    [...items]
      .filter(([path]) => path.startsWith(above) && path !== above && !path.slice(above.length).includes('/'))
      .map(([path, xml]) => ({
        _class: /<(?!\?)([\w.-]+)/.exec(xml)?.[1],
        name: path.slice(above.length),
        ...(depth > 1 && {jobs: below(`${path}/`, depth - 1)}),
      }));
  return {_class: 'hudson.model.Hudson', jobs: below('', tree.split('jobs[').length - 1)};
};
