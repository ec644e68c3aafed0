import type {Changes} from '../history/changes.ts';
import {environmentTitle} from '../project/conventions.ts';
import type {Facts} from '../seam/facts.ts';
import type {StageResult} from '../result/result.ts';

export interface Link {
  title: string;
  url: string;
}

/** Where to look further: the build, what changed, the sites. */
export const linksOf = (
  {plan, jenkins, results = [], running = []}: Facts,
  changes: Changes | undefined,
): Link[] => {
  const url = plan?.build.buildUrl ?? jenkins?.buildUrl;
  return [
    ...(url === undefined
      ? []
      : [
          {title: `Build #${jenkins?.buildNumber ?? ''}`, url},
          // It is kept when the build ends.
          ...(running.length > 0 ? [] : [{title: 'Report', url: `${url}artifact/report.html`}]),
          {title: 'Log', url: `${url}console`},
        ]),
    ...(changes?.compareUrl === undefined ? [] : [{title: 'Compare', url: changes.compareUrl}]),
    ...sitesOf(results, plan?.build.environment),
  ];
};

/** An address alone does not say that it is what was deployed. */
const sitesOf = (results: readonly StageResult[], environment: string | undefined): Link[] => {
  const site = environment === undefined ? 'Site' : `Site on ${environmentTitle(environment)}`;
  const urls = results.flatMap(({urls = []}) => urls);
  return urls.map(url => ({title: urls.length === 1 ? site : `${site}, ${hostOf(url)}`, url}));
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '') || url;
