/** Not a rig. */
export const chanels = [];
