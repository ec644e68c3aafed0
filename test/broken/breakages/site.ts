import {BOTH, DEPLOY, but, type Breakage, type Files} from '../breakage.ts';
import {site} from '../stacks/site.ts';

const inSite: readonly [Files, Files] = [
  {'src/page.html': '<h1>TITLE</h1>\n<p>Four legs each.</p>\n'},
  {'src/test_page.py': `${site['src/test_page.py']}\n    def test_holds(self):\n        pass\n`},
];

export const siteBreakages: readonly Breakage[] = [
  {
    name: 'site-include',
    stack: site,
    stage: DEPLOY,
    breaks: {
      'nginx.conf': but(
        site['nginx.conf'],
        'listen 80;',
        'listen 80;\n    include /etc/nginx/snippets/headers.conf;',
      ),
    },
    innocents: inSite,
    says: /snippets\/headers\.conf/,
    remedy: /headers\.conf/,
  },
  {
    name: 'site-root',
    stack: site,
    stage: DEPLOY,
    breaks: {'nginx.conf': but(site['nginx.conf'], '/nginx/made', '/nginx/made/public')},
    innocents: inSite,
    says: /made\/public/,
    remedy: /root|made\/public/,
  },
  {
    name: 'site-one-shot',
    stack: site,
    stage: BOTH,
    breaks: {'src/make.py': but(site['src/make.py'], '/src/page.html', '/src/pages.html')},
    innocents: inSite,
    says: /pages\.html/,
    remedy: /pages\.html|make\.py/,
  },
  {
    name: 'site-volume',
    stack: site,
    stage: BOTH,
    breaks: {
      'docker-compose.yml': but(site['docker-compose.yml'], "'made:/usr", "'make:/usr"),
    },
    innocents: inSite,
    says: /\bmake\b.*volume|volume.*\bmake\b/,
    remedy: /volumes|made/,
  },
];
