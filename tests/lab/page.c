/* page: a window over the whole screen with a page of small letters (lab-page.h), for somebody to share.
 *
 * What it shows is the latest line of standard input; it says "shown LINE" once that is on the screen. Ends with its input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gtk/gtk.h>
#include <stdio.h>

#include "lab-page.h"

typedef struct
{
  LabPage *page;
  GtkWidget *area;
  GMainLoop *loop;
  char *text;
  gboolean drawn; /* since it was told to somebody */
} Window;

static void
on_draw (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        data)
{
  Window *self = data;

  lab_page_draw (self->page, cr, width, height, self->text);
  self->drawn = TRUE;
}

static void
on_after_paint (GdkFrameClock *clock,
                Window        *self)
{
  if (!self->drawn || *self->text == 0)
    return;

  self->drawn = FALSE;
  printf ("shown %s\n", self->text);
  fflush (stdout);
}

static gboolean
on_line (GIOChannel   *channel,
         GIOCondition  condition,
         gpointer      data)
{
  Window *self = data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }

  g_free (self->text);
  self->text = g_strchomp (g_steal_pointer (&line));
  gtk_widget_queue_draw (self->area);

  return G_SOURCE_CONTINUE;
}

int
main (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (LabPage) page = lab_page_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Window self = { .page = page, .loop = loop, .text = g_strdup ("") };
  GtkWidget *window;

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Page");
  self.area = gtk_drawing_area_new ();
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self.area), on_draw, &self, NULL);
  gtk_window_set_child (GTK_WINDOW (window), self.area);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), &self);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, on_line, &self);
  g_main_loop_run (loop);

  gtk_window_destroy (GTK_WINDOW (window));
  g_free (self.text);

  return 0;
}
