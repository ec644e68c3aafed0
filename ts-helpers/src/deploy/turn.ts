/** Turns of deploys, for rooms that work where nobody is to deploy meanwhile. */
export {type Place, takeTurn, type TurnNeeds} from './act/turn.ts';
