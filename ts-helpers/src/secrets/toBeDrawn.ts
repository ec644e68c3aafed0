/** As the value of a variable: each run is to have one of its own. */
export const TO_BE_DRAWN = '<generate>';
