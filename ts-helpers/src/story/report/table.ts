import {html, type Markup} from './markup.ts';

/** A table that scrolls by itself where it is too wide, by keyboard as well. */
export const table = (label: string, columns: readonly string[], rows: readonly Markup[]): Markup =>
  html` <div class="wide" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map(column => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
