/** Turns of deploys, for rooms that work where nobody is to deploy meanwhile. */
export {restoreJournalIn} from './act/halfRestored.ts';
export {type Place, takeTurn, type TurnNeeds} from './act/turn.ts';
