import Article from "../../shared/library/ArticlePage";
import type { PageProps } from "../../shared/router";
import { Recommend } from "./Recommend";

/** A text as clients read it, and recommending it to one of them. */
export default function ArticlePage({ params }: PageProps) {
  return <Article params={params} beneath={<Recommend kind="reading" slug={params.slug ?? ""} />} />;
}
