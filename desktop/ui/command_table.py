"""Every command of the program in one table: what the reader can ask for, where its keys work, and what is said of it.

Menus, toolbar, palette, key sheet and the duplicate-shortcut test all read :data:`COMMANDS`; nothing else binds a key, except
the views' own movement keys (arrows, type-ahead), which the key sheet takes from :data:`VIEW_KEYS`.

A command of :attr:`Place.WINDOW` works wherever the focus is. All others work only while the focus is inside a widget that was
attached for one of their places, so that single letters never reach a list's type-ahead (WCAG 2.1.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a command's keys work; the value is what the key sheet calls it."""

    WINDOW = "Everywhere"
    FILTERS = "Filters"
    LIST = "Review list"
    READER = "Reader"
    COMPARE = "Compare, by topic"
    FULL_TEXT = "Compare, full text"
    OVERVIEW = "Overview"


class Menu(StrEnum):
    """The menus, in the order of the menu bar."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    LIST = "&List"
    GO = "&Go"
    REVIEW = "&Review"
    COMPARE = "&Compare"
    FILTER = "F&ilter"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can ask for.

    ``keys`` are portable key sequences; the first is the one shown. ``group`` makes checkable commands exclude each other.
    ``says`` is the status tip and the palette's second line; ``parted`` asks for a line above it
    in its menu; ``short`` is what a button says.
    """

    id: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    places: tuple[Place, ...] = (Place.WINDOW,)
    icon: str = ""
    checkable: bool = False
    group: str = ""
    says: str = ""
    parted: bool = False
    short: str = ""


_READING = (Place.READER,)
_TEXTS = (Place.READER, Place.FULL_TEXT)
_SHOWN = (Place.READER, Place.COMPARE, Place.FULL_TEXT, Place.OVERVIEW)
_PANES = (Place.FILTERS, Place.LIST, Place.READER, Place.COMPARE, Place.FULL_TEXT, Place.OVERVIEW)
_COMPARING = (Place.COMPARE, Place.FULL_TEXT)

#: The fields that the list can be sorted by after others, and what they are called.
THEN_BY = {"score": "score", "title": "headline", "critic": "critic", "work": "work", "date": "date", "length": "length"}

COMMANDS: tuple[Command, ...] = (
    # file
    Command("open_folder", "Open folder…", Menu.FILE, ("Ctrl+O",), icon="folder", says="Read every review in a folder"),
    Command("open_files", "Open files…", Menu.FILE, ("Ctrl+Shift+O",), says="Read some files"),
    Command("open_seeds", "Open the sample reviews", Menu.FILE, says="Five reviews of one film that come with the program"),
    Command(
        "reload",
        "Rescan",
        Menu.FILE,
        ("F5",),
        says="Look now for files that were added, changed, renamed or removed; it is done every few seconds by itself",
        parted=True,
    ),
    Command(
        "changes",
        "Changes on disk…",
        Menu.FILE,
        says="What was added, changed, renamed or removed while it was open",
        short="Changes…",
    ),
    Command(
        "stop_reading",
        "Stop reading",
        Menu.FILE,
        ("Ctrl+.",),
        says="What has been read so far stays in the list; what has not is understood when you come to it, or when you rescan",
    ),
    Command(
        "forget_missing",
        "Take missing reviews off the list",
        Menu.FILE,
        says="Those whose file is gone; your marks on them are kept",
        short="Take off the list",
    ),
    Command(
        "show_skipped", "Files not shown…", Menu.FILE, says="Files that could not be read, each with its reason", parted=True
    ),
    Command(
        "export_comparison", "Save the comparison…", Menu.FILE, ("Ctrl+S",), says="As Markdown, HTML, PDF or CSV", parted=True
    ),
    Command("save_overview", "Save the overview…", Menu.FILE, ("Ctrl+Shift+S",), says="As an SVG or PNG picture"),
    Command("quit", "Quit", Menu.FILE, ("Ctrl+Q",), parted=True),
    # edit
    Command("undo", "Undo", Menu.EDIT, ("Ctrl+Z",), says="Take back the last mark, tag or correction"),
    Command("redo", "Redo", Menu.EDIT, ("Ctrl+Shift+Z",)),
    Command(
        "copy_quote",
        "Copy quote with citation",
        Menu.EDIT,
        ("Ctrl+Shift+C",),
        says="The selected words and where they stand",
        parted=True,
    ),
    Command("find", "Find in this view", Menu.EDIT, ("Ctrl+F",), icon="find", parted=True),
    Command("find_next", "Find next", Menu.EDIT, ("F3",)),
    Command("find_previous", "Find previous", Menu.EDIT, ("Shift+F3",)),
    # filter
    Command("search", "Search the library", Menu.FILTER, ("/",), _PANES, says='Words, "phrases", -not, OR, field:value'),
    Command("search_bodies", "Search all texts", Menu.FILTER, ("Ctrl+Shift+F",), says="Search from anywhere"),
    Command("clear_search", "Clear the search words", Menu.FILTER, parted=True),
    Command("clear_filters", "Clear all filters", Menu.FILTER, ("Ctrl+Shift+L",), says="Show every review again"),
    Command("copy_query", "Copy the query", Menu.FILTER, says="The whole filter as one line of text", parted=True),
    Command(
        "save_search",
        "Save this search…",
        Menu.FILTER,
        ("Ctrl+Shift+J",),
        says="Give the search a name to find it by",
        parted=True,
    ),
    Command("saved_searches", "Find a saved search…", Menu.FILTER, ("Ctrl+J",), says="Search again, rename, update, delete"),
    # view
    Command("view_read", "Read", Menu.VIEW, ("Ctrl+Shift+1",), checkable=True, group="view", icon="read"),
    Command("view_compare", "Compare", Menu.VIEW, ("Ctrl+Shift+2",), checkable=True, group="view", icon="compare"),
    Command(
        "view_overview",
        "Overview",
        Menu.VIEW,
        ("Ctrl+Shift+3",),
        checkable=True,
        group="view",
        icon="overview",
        says="A work's reviews at a glance: scores, topics, who agrees, what differs",
    ),
    Command("sidebar", "Filters pane", Menu.VIEW, ("F9",), checkable=True, icon="sidebar", parted=True),
    Command(
        "list_pane",
        "Review list pane",
        Menu.VIEW,
        ("Shift+F9",),
        checkable=True,
        says="Hide the list to give the text the room",
    ),
    Command("text_larger", "Larger text", Menu.VIEW, ("Ctrl++", "Ctrl+="), icon="larger", parted=True),
    Command("text_smaller", "Smaller text", Menu.VIEW, ("Ctrl+-",), icon="smaller"),
    Command("text_normal", "Normal text size", Menu.VIEW, ("Ctrl+0",)),
    Command("wider", "Wider column", Menu.VIEW, ("Ctrl+]",), says="More characters to the line", parted=True),
    Command("narrower", "Narrower column", Menu.VIEW, ("Ctrl+[",), says="Fewer characters to the line"),
    Command("looser", "More space between lines", Menu.VIEW, ("Ctrl+Shift+]",)),
    Command("tighter", "Less space between lines", Menu.VIEW, ("Ctrl+Shift+[",)),
    Command("theme_system", "Theme of the system", Menu.VIEW, checkable=True, group="theme", parted=True),
    Command("theme_light", "Light theme", Menu.VIEW, checkable=True, group="theme"),
    Command("theme_dark", "Dark theme", Menu.VIEW, checkable=True, group="theme"),
    Command("theme_contrast", "High contrast theme", Menu.VIEW, checkable=True, group="theme"),
    Command("full_screen", "Full screen", Menu.VIEW, ("F11",), checkable=True, parted=True),
    # list
    Command("list_cards", "As cards", Menu.LIST, checkable=True, group="list", says="A few lines for each review"),
    Command(
        "list_table", "As a table", Menu.LIST, ("Ctrl+Shift+T",), checkable=True, group="list", says="A row for each review"
    ),
    Command("list_columns", "Columns of the list…", Menu.LIST, says="Which columns the list has as a table"),
    Command("sort_file", "Sort by file", Menu.LIST, checkable=True, group="sort", parted=True),
    Command("sort_score", "Sort by score", Menu.LIST, checkable=True, group="sort"),
    Command("sort_title", "Sort by headline", Menu.LIST, checkable=True, group="sort"),
    Command("sort_critic", "Sort by critic", Menu.LIST, checkable=True, group="sort"),
    Command("sort_work", "Sort by work", Menu.LIST, checkable=True, group="sort"),
    Command("sort_date", "Sort by date", Menu.LIST, checkable=True, group="sort"),
    Command("sort_length", "Sort by length", Menu.LIST, checkable=True, group="sort"),
    Command(
        "sort_relevance",
        "Sort by relevance",
        Menu.LIST,
        checkable=True,
        group="sort",
        says="What answers the words of the search best stands first, whatever the groups",
    ),
    Command(
        "sort_descending",
        "Turn the order round",
        Menu.LIST,
        ("Ctrl+Shift+D",),
        checkable=True,
        says="Highest or last first",
        parted=True,
    ),
    *(
        Command(
            f"then_{field}",
            f"Then by {name}",
            Menu.LIST,
            checkable=True,
            says="Parts what the order so far leaves alike; again turns it round, and a third time takes it out",
            parted=place == 0,
        )
        for place, (field, name) in enumerate(THEN_BY.items())
    ),
    Command("group_work", "Group by work", Menu.LIST, checkable=True, group="group", parted=True),
    Command("group_critic", "Group by critic", Menu.LIST, checkable=True, group="group"),
    Command("group_score", "Group by score", Menu.LIST, checkable=True, group="group"),
    Command("group_none", "No groups", Menu.LIST, checkable=True, group="group"),
    Command(
        "fold_copies",
        "Fold copies",
        Menu.LIST,
        checkable=True,
        says="Of a review that stands in the library more than once, list the most complete and earliest",
        parted=True,
    ),
    Command(
        "show_copies",
        "Show or fold the copies of this review",
        Menu.LIST,
        ("Ctrl+Shift+I",),
        says="The same review from other places, below the one that is kept",
    ),
    Command("why_copies", "Why are these copies?", Menu.LIST, says="How much of the text is shared, and which one is kept"),
    Command("select_all", "Select all reviews shown", Menu.LIST, ("Ctrl+A",), (Place.LIST,), parted=True),
    Command("select_group", "Select all of this group", Menu.LIST, ("Ctrl+Shift+A",), (Place.LIST,)),
    Command("close_groups", "Close all groups", Menu.LIST, ("Ctrl+Shift+Up",), (Place.LIST,)),
    Command("open_groups", "Open all groups", Menu.LIST, ("Ctrl+Shift+Down",), (Place.LIST,)),
    # go
    Command("next_pane", "Next pane", Menu.GO, ("F6",)),
    Command("previous_pane", "Previous pane", Menu.GO, ("Shift+F6",)),
    Command("focus_filters", "Go to the filters", Menu.GO, ("Ctrl+1",), parted=True),
    Command("focus_list", "Go to the review list", Menu.GO, ("Ctrl+2",)),
    Command("focus_main", "Go to the text", Menu.GO, ("Ctrl+3",), says="The reader, or Compare in its place"),
    Command(
        "open_mark",
        "Go to what this mark stands for",
        Menu.GO,
        ("Return", "Enter"),
        (Place.OVERVIEW,),
        says="The passages of a cell, the source of a score, a fact or a name",
    ),
    Command("context_menu", "Menu of what is here", Menu.GO, ("Shift+F10",), says="What can be done with what has the focus"),
    Command("back", "Back", Menu.GO, ("Alt+Left",), icon="back", parted=True),
    Command("forward", "Forward", Menu.GO, ("Alt+Right",), icon="forward"),
    Command("next_section", "Next section or topic", Menu.GO, ("Ctrl+Down",), _SHOWN, parted=True),
    Command("previous_section", "Previous section or topic", Menu.GO, ("Ctrl+Up",), _SHOWN),
    Command("next_review", "Next review", Menu.GO, ("J",), _READING, parted=True),
    Command("previous_review", "Previous review", Menu.GO, ("K",), _READING),
    Command("page_on", "Page on, then to the next review", Menu.GO, ("Space",), _READING),
    Command("page_back", "Page back", Menu.GO, ("Shift+Space",), _READING),
    Command("escape", "Step back out", Menu.GO, ("Esc",), says="Popup, find bar, search words, then the list"),
    Command("letters_reader", "J and K in the reader", Menu.GO, checkable=True, group="letters", parted=True),
    Command(
        "letters_everywhere", "J and K everywhere", Menu.GO, checkable=True, group="letters", says="No type-ahead for them"
    ),
    Command("letters_off", "J and K off", Menu.GO, checkable=True, group="letters"),
    # review
    Command("read", "Read this review", Menu.REVIEW, ("Return", "Enter"), (Place.LIST,)),
    Command(
        "original",
        "Show the original",
        Menu.REVIEW,
        ("Ctrl+U",),
        checkable=True,
        icon="original",
        says="Every line of the file, with what it was taken for",
        parted=True,
        short="Original",
    ),
    Command("unfold", "Unfold all that is folded", Menu.REVIEW, ("Ctrl+Shift+U",), checkable=True, short="Unfold"),
    Command(
        "why",
        "Why? Rule and source of the value",
        Menu.REVIEW,
        ("Ctrl+I",),
        says="The rule that found a value, and its source",
        parted=True,
        short="Why?",
    ),
    Command(
        "as_body",
        "This is the critic's text",
        Menu.REVIEW,
        ("Ctrl+B",),
        _READING,
        says="Put a folded or wrongly read block back",
        parted=True,
    ),
    Command(
        "as_chrome",
        "This is not the critic's text",
        Menu.REVIEW,
        ("Ctrl+Shift+B",),
        _READING,
        says="Fold the block at the cursor",
    ),
    Command("encoding", "Read with another encoding…", Menu.REVIEW, says="Where letters look wrong", parted=True),
    Command("mend", "Mend garbled letters", Menu.REVIEW, says="Put UTF-8 that was read as Windows-1252 right, or back"),
    Command("grades", "Letter grades…", Menu.REVIEW, says="How an A or a C+ on this page becomes a figure"),
    Command("usual_grades", "Letter grades everywhere…", Menu.REVIEW, says="How they become figures in every review"),
    Command("columns", "Columns of the table…", Menu.REVIEW, says="Which column of a CSV or JSON file holds what"),
    Command(
        "names",
        "Names…",
        Menu.REVIEW,
        ("Ctrl+Shift+N",),
        says="Who is who in this work: make two people one, split a spelling off",
        parted=True,
    ),
    Command(
        "corrections",
        "Your corrections…",
        Menu.REVIEW,
        ("Ctrl+Shift+K",),
        says="What you corrected in this review, and what of it does not fit its text any more",
    ),
    Command(
        "more_like",
        "More like this",
        Menu.REVIEW,
        ("Ctrl+Shift+M",),
        says="The reviews of the library that share most rare words with this one; again goes back",
        parted=True,
    ),
    Command(
        "more_like_passage",
        "More like this passage",
        Menu.REVIEW,
        ("Ctrl+Alt+M",),
        _SHOWN,
        says="The reviews that share most rare words with the selection, or with the passage you are at",
    ),
    Command("star", "Star", Menu.REVIEW, ("Ctrl+D",), checkable=True, icon="star", parted=True),
    Command("unread", "Mark as unread", Menu.REVIEW, ("Ctrl+M",)),
    Command("tag", "Tag…", Menu.REVIEW, ("Ctrl+T",), icon="tag", says="Your own words on the selected reviews"),
    Command("tag_here", "Tag…", Menu.REVIEW, ("T",), _READING),
    # compare
    Command(
        "compare", "Compare the selected reviews", Menu.COMPARE, ("Ctrl+Return", "Ctrl+Enter"), icon="compare", short="Compare"
    ),
    Command("compare_work", "Compare all reviews of this work", Menu.COMPARE, ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    Command(
        "compare_group",
        "Compare all of this group",
        Menu.COMPARE,
        ("Alt+Return", "Alt+Enter"),
        (Place.LIST,),
        says="The reviews of the group at the cursor, in the list's order",
    ),
    Command(
        "compare_best",
        "Compare the first of each group",
        Menu.COMPARE,
        ("Alt+Shift+Return", "Alt+Shift+Enter"),
        (Place.LIST,),
        says="The best of each by the order of the list: one of each work, critic or score band",
    ),
    Command("by_topic", "By topic", Menu.COMPARE, ("F8",), checkable=True, group="mode", icon="topics", parted=True),
    Command("full_text", "Full text", Menu.COMPARE, ("Shift+F8",), checkable=True, group="mode", icon="columns"),
    Command("next_column", "Next column", Menu.COMPARE, ("Ctrl+Tab",), _COMPARING, parted=True),
    Command("previous_column", "Previous column", Menu.COMPARE, ("Ctrl+Shift+Tab",), _COMPARING),
    Command("column_left", "Move the column left", Menu.COMPARE, ("Ctrl+Shift+Left",), _COMPARING),
    Command("column_right", "Move the column right", Menu.COMPARE, ("Ctrl+Shift+Right",), _COMPARING),
    Command("pin_base", "Pin the column as base", Menu.COMPARE, ("Ctrl+P",), _COMPARING, icon="pin", parted=True),
    Command("close_column", "Close the column", Menu.COMPARE, ("Ctrl+W",), _COMPARING),
    Command(
        "open_passage", "Open the passage in its full text", Menu.COMPARE, ("Return", "Enter"), (Place.COMPARE,), parted=True
    ),
    Command("expand_cell", "Show all of a long cell", Menu.COMPARE, ("Space",), (Place.COMPARE,)),
    Command(
        "show_around",
        "Show the paragraph round the passage",
        Menu.COMPARE,
        ("C",),
        (Place.COMPARE,),
        says="What stands before and after it, quiet; again for the passage alone",
    ),
    Command(
        "rows",
        "Change which rows are shown",
        Menu.COMPARE,
        ("F2",),
        (Place.COMPARE,),
        says="All rows, where the critics differ, or where all of them speak",
        parted=True,
    ),
    Command("fold_row", "Fold the row, or open it", Menu.COMPARE, ("F",), (Place.COMPARE,)),
    Command("hide_row", "Hide the row", Menu.COMPARE, ("H",), (Place.COMPARE,)),
    Command("show_rows", "Show all rows", Menu.COMPARE, ("Shift+H",), (Place.COMPARE,)),
    Command(
        "row_up",
        "Move the row up",
        Menu.COMPARE,
        ("Ctrl+Shift+Up",),
        (Place.COMPARE,),
        says="Exports have the rows in your order",
    ),
    Command("row_down", "Move the row down", Menu.COMPARE, ("Ctrl+Shift+Down",), (Place.COMPARE,)),
    Command("rows_in_order", "Rows in the order of topics", Menu.COMPARE, ("Ctrl+Shift+Home",), (Place.COMPARE,)),
    Command(
        "read_column",
        "Read this review alone",
        Menu.COMPARE,
        ("Ctrl+R",),
        _COMPARING,
        says="Open the review of this column in the reader, at this passage",
    ),
    Command(
        "move_passage",
        "Move the passage to another topic…",
        Menu.COMPARE,
        ("M",),
        (Place.COMPARE,),
        says="Put it under the topic that you choose, or under none",
        parted=True,
    ),
    Command("undo_move", "Take back the last move", Menu.COMPARE, ("Shift+M",), (Place.COMPARE,)),
    Command(
        "next_answer",
        "Next answer",
        Menu.COMPARE,
        ("F4",),
        _COMPARING,
        says="Go to the passage of another review that speaks of the same thing, and on to the next",
        parted=True,
    ),
    Command("previous_answer", "Previous answer", Menu.COMPARE, ("Shift+F4",), _COMPARING),
    Command(
        "answers",
        "Mark passages that answer",
        Menu.COMPARE,
        ("A",),
        _COMPARING,
        checkable=True,
        says="Mark in the other reviews what speaks of the same thing as the passage you are at",
    ),
    Command(
        "answers_by_meaning",
        "Answers by meaning",
        Menu.COMPARE,
        ("Shift+A",),
        _COMPARING,
        checkable=True,
        says="Count closeness in meaning as well as shared words; needs the extra diptych[semantic]",
    ),
    Command(
        "fetch_model",
        "Fetch the model for answers by meaning",
        Menu.COMPARE,
        says="The usual sentence model, about 90 MB from huggingface.co; nothing is fetched unless you ask",
        short="Fetch it",
    ),
    Command(
        "choose_model",
        "Choose a model for answers by meaning…",
        Menu.COMPARE,
        says="The folder of a sentence model on this machine",
        short="Choose a folder…",
    ),
    Command("link", "Change how columns are linked", Menu.COMPARE, ("F7",), (Place.FULL_TEXT,), icon="link", parted=True),
    Command(
        "align",
        "Align the others here",
        Menu.COMPARE,
        ("Shift+F7",),
        (Place.FULL_TEXT,),
        says="Bring the other columns to what answers the passage you are at",
    ),
    Command(
        "keep_together",
        "Keep these places together",
        Menu.COMPARE,
        ("Ctrl+F7",),
        (Place.FULL_TEXT,),
        icon="pin",
        says="The columns as they stand now beat the alignment that was found",
    ),
    Command(
        "to_map",
        "Go to the map of the column",
        Menu.COMPARE,
        ("M",),
        (Place.FULL_TEXT,),
        says="The strip that shows where the text speaks of what; again, or Esc, goes back",
    ),
    Command("nudge_down", "Nudge this column down", Menu.COMPARE, ("Alt+Down",), (Place.FULL_TEXT,)),
    Command("nudge_up", "Nudge this column up", Menu.COMPARE, ("Alt+Up",), (Place.FULL_TEXT,)),
    # help
    Command("palette", "Command palette", Menu.HELP, ("Ctrl+Shift+P",), icon="palette"),
    Command("keys", "Keys", Menu.HELP, ("F1",), says="Every key, the pane you are in first"),
    Command("keys_here", "Keys", Menu.HELP, ("?",), _PANES),
    Command("about", "About Diptych", Menu.HELP, parted=True),
)

# What the views do by themselves, for the key sheet.
VIEW_KEYS: tuple[tuple[Place, str, str], ...] = (
    (Place.FILTERS, "Up, Down, Left, Right", "Move among the facets; close and open one"),
    (Place.FILTERS, "Space", "Cycle a value: include, exclude, off"),
    (Place.FILTERS, "-", "Exclude a value"),
    (Place.FILTERS, "Del", "Clear a value, or a whole facet on its name"),
    (Place.FILTERS, "O", "Any or all of a facet's values"),
    (Place.FILTERS, "Ctrl+L", "Filter the values of a long facet"),
    (Place.FILTERS, "Left, Right, Home, End", "On a histogram: move the lower end of the range; with Shift the upper one"),
    (Place.FILTERS, "60, 60..90, Return", "On a histogram: set the lower end, with Shift+Return the upper one, or both"),
    (Place.WINDOW, "Alt+Down", "Earlier queries, in the search field"),
    (Place.LIST, "Up, Down, Home, End", "Move"),
    (Place.LIST, "letters", "Go to the headline that starts with them"),
    (Place.LIST, "Shift+Up, Shift+Down", "Extend the selection"),
    (Place.LIST, "Ctrl+Up, Ctrl+Down", "Move and keep the selection"),
    (Place.LIST, "Ctrl+Space", "Add a review to the selection, or take it out"),
    (Place.LIST, "Left, Right", "Close and open a group or the copies of a review; go out to what it stands under"),
    (Place.READER, "Tab, Return", "Go to a value or a fold; open it"),
    (Place.READER, "Up, Down, PgUp, PgDn", "Scroll"),
    (Place.COMPARE, "arrows", "Go from passage to passage, and from critic to critic"),
    (Place.COMPARE, "Left, Right", "Before the first critic: the row's name; there: fold the row, open it and go in"),
    (Place.COMPARE, "Home, End, PgUp, PgDn", "First and last passage of the column; a screen up or down"),
    (Place.FULL_TEXT, "Up, Down, PgUp, PgDn", "Scroll the column"),
    (Place.FULL_TEXT, "Alt+wheel", "Nudge one column"),
    (Place.FULL_TEXT, "Up, Down, Home, End, Return", "On the map: from topic to topic; go there"),
    (Place.OVERVIEW, "arrows", "Go from mark to mark, and on into the next part"),
    (Place.OVERVIEW, "Tab", "The next part"),
)
