/** The request header in which the proxy tells a page its own address: a page could not know it otherwise. */
export const PATH_HEADER = "x-athena-path";
