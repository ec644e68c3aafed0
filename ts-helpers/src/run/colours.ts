/** Whether to paint what goes to a stream: https://no-color.org, https://force-color.org, and terminals that say they cannot. */
export const wantsColours = (
  {NO_COLOR, FORCE_COLOR, TERM}: NodeJS.ProcessEnv,
  isTerminal: boolean | undefined,
): boolean => {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal === true && TERM !== 'dumb';
};
