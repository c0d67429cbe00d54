"use client";
import { useEffect } from "react";

/**
 * Says on the document that the page around it answers. Until then a page is a picture of itself, and whatever presses
 * its keys and buttons by program would do so in vain.
 */
export function Awake() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.awake = "";
    return () => {
      delete dataset.awake;
    };
  }, []);
  return null;
}
