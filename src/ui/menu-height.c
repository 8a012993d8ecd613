/* Menus in low windows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/menu-height.h"

/* A bar of buttons with its margins, and the menu's own border with its arrow. */
#define BESIDE 100

/* Three rows: less is no menu, and a compositor may still find room. */
#define LEAST 160

static void
on_show (GtkScrolledWindow *scroller,
         GtkWidget         *menu)
{
  int largest = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (scroller), "largest-height"));
  GtkRoot *root = gtk_widget_get_root (menu);
  int height = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;

  gtk_scrolled_window_set_max_content_height (scroller, height > 0 ? CLAMP (height - BESIDE, LEAST, largest) : largest);
}

void
hearth_menu_height_follow (GtkPopover        *menu,
                           GtkScrolledWindow *scroller)
{
  g_return_if_fail (GTK_IS_POPOVER (menu));
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  g_object_set_data (G_OBJECT (scroller), "largest-height", GINT_TO_POINTER (gtk_scrolled_window_get_max_content_height (scroller)));
  g_signal_connect_object (menu, "show", G_CALLBACK (on_show), scroller, G_CONNECT_SWAPPED);
}
