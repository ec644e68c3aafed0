import type {Blame, Blamed} from '../../blame/blame.ts';
import type {Changes, Commit, SettingChange} from '../../history/changes.ts';
import {html, type Markup} from './markup.ts';
import {table} from './table.ts';

type Touched = NonNullable<Blamed['touched']>;

const MOST_COMMITS = 100;
const MOST_FILES = 100;

/** What came since the branch was last green. */
export const changesMarkup = (changes: Changes, {people}: Blame): Markup => {
  const {commits, since, more, settings, compareUrl} = changes;
  const authors = new Set(commits.map(({author}) => author.email.toLowerCase()));
  const files = [...new Set(commits.flatMap(commit => commit.files))].sort();
  const suspects = new Map(
    people.flatMap(({touched}) => (touched ? [[touched.commit, touched] as const] : [])),
  );
  const all = `${commits.length}${more ? ' and more' : ''} ${commits.length === 1 ? 'commit' : 'commits'}`;
  return html`<section aria-labelledby="changes">
    <h2 id="changes">What changed</h2>
    <p>
      ${
        since === null
          ? 'No green build of this branch is known, so only the newest commit is shown.'
          : commits.length === 0
            ? `Nothing since the last green build, of ${since.slice(0, 7)}.`
            : html`${all} by ${authors.size} ${authors.size === 1 ? 'author' : 'authors'} since the last green
                build, of <code>${since.slice(0, 7)}</code>.`
      }${compareUrl !== undefined && html` <a href="${compareUrl}">Compare</a>`}
    </p>
    ${commits.length > 0 && commitTable(commits, suspects)} ${settings.length > 0 && settingTable(settings)}
    ${files.length > 0 && fileList(files)}
  </section>`;
};

const commitTable = (commits: readonly Commit[], suspects: ReadonlyMap<string, Touched>): Markup => {
  const rows = commits.slice(0, MOST_COMMITS).map(
    ({id, author, subject}) =>
      html`<tr>
        <td><code>${id.slice(0, 7)}</code></td>
        <td><bdi>${author.name}</bdi></td>
        <td><bdi>${subject}</bdi>${likelyMarkup(suspects.get(id))}</td>
      </tr> `,
  );
  return html`${table('Commits', ['Commit', 'Author', 'Subject'], rows)}
  ${commits.length > MOST_COMMITS && html`<p>… and ${commits.length - MOST_COMMITS} more.</p>`}`;
};

/** Why this commit, and what it did there. */
const likelyMarkup = (touched: Touched | undefined): Markup | false => {
  if (touched === undefined) return false;
  const {file, line, why = 'touched it', diff = []} = touched;
  const place = line === undefined ? file : `${file}:${line}`;
  return html`<br /><strong>likely:</strong> <code>${place}</code>,
    ${why}${diff.length > 0 && html`<pre class="log">${diff.join('\n')}</pre>`}`;
};

const settingTable = (settings: readonly SettingChange[]): Markup => {
  const rows = settings.map(
    ({file, setting, before, after}) =>
      html`<tr>
        <td><code>${setting}</code> in ${file}</td>
        <td>${valueMarkup(before)}</td>
        <td>${valueMarkup(after)}</td>
      </tr> `,
  );
  return html`<h3>Images and compose settings</h3>
    ${table('Images and compose settings', ['Setting', 'Before', 'Now'], rows)}`;
};

const valueMarkup = (value: string | null): Markup | string =>
  value === null ? 'not set' : html`<code>${value}</code>`;

const fileList = (files: readonly string[]): Markup =>
  html` <details>
    <summary>${files.length} ${files.length === 1 ? 'file' : 'files'} changed</summary>
    <ul>
      ${files
        .slice(0, MOST_FILES)
        .map(
          file => html`<li><code>${file}</code></li>`,
        )}${files.length > MOST_FILES && html`<li>… and ${files.length - MOST_FILES} more</li>`}
    </ul>
  </details>`;
