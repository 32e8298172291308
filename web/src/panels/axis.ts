// Heights that rows of the time bar share.
export const axis_height = 30;
