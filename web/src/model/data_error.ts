/** The data of the page is missing, cut off or wrong: the message is for the reader of the page. */
export class DataError extends Error {
  override readonly name = "DataError";
}
