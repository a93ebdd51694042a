"""From a misspelt question to the word in its sentence, by clicks alone."""

# The way to the place that an address names is run through frame by frame: the word arrives, it is not there at once.
IN_VIEW = """() => {
    const { top, bottom } = document.querySelector("mark.word.current").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""


def test_a_misspelt_question_leads_to_the_marked_words(walk):
    walker = walk(1366, 768)
    page = walker.open("/search?q=社去助餐点")
    page.locator(".did-you-mean a").first.click()
    page.wait_for_selector(".hits mark")
    page.locator(".hits h3 a").first.click()
    page.wait_for_selector("mark.word.current")
    bar = page.locator(".found-words")
    count = page.locator("mark.word").count()
    assert bar.locator("[data-walk-at]").inner_text() == f"1/{count}"
    page.wait_for_function(IN_VIEW)
    bar.get_by_role("button", name="下一处命中").click()
    assert bar.locator("[data-walk-at]").inner_text() == f"{min(2, count)}/{count}" or count == 1
    bar.get_by_role("link", name="去掉标记").click()
    page.wait_for_selector(".found-words", state="detached")
    assert page.locator("mark.word").count() == 0
