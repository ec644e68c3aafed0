import {chosenPort, takenPort} from '../../chosenPort.ts';
import type {Rule} from '../rule.ts';

export const portTaken: Rule = {
  name: 'port-taken',

  whose: 'machine',
  codes: ['PORT_TAKEN'],
  sentence: ({error: {message}}) => message,
  remedy: ({error}) => {
    const {where = '', remedy} = error;
    // A preview needs none of its own choice: the error has the lines for it.
    // And where somebody works on it the next free one is known.
    if (remedy.includes('dc.preview.yml: ') || remedy.includes('countable up --port ')) return remedy;
    const port = takenPort(error);
    const place = chosenPort(error);
    if (port !== undefined && place !== undefined)
      return `Take another port than ${port} in ${place}: what holds it was there before (docker ps --filter publish=${port}; sudo ss -ltnp 'sport = :${port}').`;
    return port === undefined
      ? remedy
      : `See what holds it (sudo ss -ltnp 'sport = :${port}'; docker ps --filter publish=${port}) and stop that, or publish another port than ${port}${/:\d+$/.test(where) ? ` in ${where}` : ''}.`;
  },
};
