/** Name of the branch that holds the tasks which a type plays by itself: no author writes it. */
export const partsBranch = '_parts'
