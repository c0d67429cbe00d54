import { redirect } from "next/navigation";

/** The documents are the home page. */
export default function Home(): never {
  redirect("/documents");
}
