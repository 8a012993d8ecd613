/* A page of small letters, drawn pixel by pixel the same everywhere, and somebody who reads it back out of a picture of it.
 *
 * The reader knows the font and where each letter would be, but not which: it takes the letter that is most like what it sees. So what it
 * reads is what can be told apart in the picture, and a letter that an encoder has blurred into another one is read wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Small prints of a terminal and of a text: pixels of the font's size, one line of each. */
#define LAB_PAGE_N_LINES 3

/* So many letters of a line, of which the rest is blank. */
#define LAB_PAGE_N_LETTERS 60

typedef struct _LabPage LabPage;

/** lab_page_new: Knows the letters; some milliseconds. */
LabPage *lab_page_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void     lab_page_free (LabPage *self);

/** lab_page_draw: @text: ASCII; the same in every line. Black on white, from the top left corner of a page of that size. */
void     lab_page_draw (LabPage    *self,
                        cairo_t    *cr,
                        int         width,
                        int         height,
                        const char *text);

/**
 * lab_page_read:
 * @pixels: BGRA, the whole page, top row first
 * @line: from 0
 * @likeness: (out): of the letter that is least like itself: 1 for every pixel the same, 0 for nothing of it
 *
 * Returns: (transfer full) (nullable): what is read there; %NULL where the picture is too small for the line
 */
char    *lab_page_read (LabPage      *self,
                        const guint8 *pixels,
                        int           width,
                        int           height,
                        gsize         stride,
                        guint         line,
                        double       *likeness) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabPage, lab_page_free)

G_END_DECLS
