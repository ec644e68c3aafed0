/** What is outside comes to codes of its own: a mistake of ours has to be made. */
const MISTAKE = `
const {on} = process;
process.on = function (name, heard) {
  if (name !== 'SIGHUP') return on.call(this, name, heard);
  process.on = on;
  throw new TypeError('a mistake');
};`;
/** The environment in which one is made. */
export const MISTAKEN = {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(MISTAKE)}`};
