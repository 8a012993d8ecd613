/* A page of small letters: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab-page.h"

#include <math.h>
#include <string.h>

/* Where a line begins; the cell of a letter is as wide as the font says and this much higher than its size. */
#define LEFT 40
#define TOP 60
#define LINE_HEIGHT 60
#define BELOW 5

#define FIRST_LETTER '!'
#define LAST_LETTER '~'
#define N_LETTERS (LAST_LETTER - FIRST_LETTER + 1)

/* A cell with less of a difference in it between its darkest and its lightest is empty. */
#define LEAST_CONTRAST 60

static const int sizes[LAB_PAGE_N_LINES] = { 11, 13, 16 };

typedef struct
{
  int width;
  int height;
  guint8 *letters[N_LETTERS]; /* width × height each, one byte a pixel */
} Font;

struct _LabPage
{
  Font fonts[LAB_PAGE_N_LINES];
};

static void
choose_font (cairo_t *cr,
             int      size)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Whole pixels from one letter to the next, and no colours. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_ON);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options (cr, options);
  cairo_font_options_destroy (options);
  cairo_select_font_face (cr, "DejaVu Sans Mono", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, size);
}

static void
draw_letter (cairo_t *cr,
             int      x,
             int      y,
             int      size,
             char     letter)
{
  const char text[] = { letter, 0 };

  cairo_move_to (cr, x, y + size);
  cairo_show_text (cr, text);
}

static guint8 *
render_letter (const Font *font,
               int         size,
               char        letter)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, font->width, font->height);
  cairo_t *cr = cairo_create (surface);
  guint8 *pixels = g_malloc ((gsize) font->width * (gsize) font->height);
  const guint8 *drawn;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  choose_font (cr, size);
  draw_letter (cr, 0, 0, size, letter);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  drawn = cairo_image_surface_get_data (surface);
  for (int y = 0; y < font->height; y++)
    for (int x = 0; x < font->width; x++)
      pixels[y * font->width + x] = drawn[y * cairo_image_surface_get_stride (surface) + 4 * x + 1];
  cairo_surface_destroy (surface);

  return pixels;
}

static void
learn (Font *font,
       int   size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  cairo_font_extents_t extents;

  choose_font (cr, size);
  cairo_font_extents (cr, &extents);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  font->width = (int) ceil (extents.max_x_advance);
  font->height = size + BELOW;
  for (int i = 0; i < N_LETTERS; i++)
    font->letters[i] = render_letter (font, size, (char) (FIRST_LETTER + i));
}

LabPage *
lab_page_new (void)
{
  LabPage *self = g_new0 (LabPage, 1);

  for (guint i = 0; i < LAB_PAGE_N_LINES; i++)
    learn (&self->fonts[i], sizes[i]);

  return self;
}

void
lab_page_free (LabPage *self)
{
  for (guint i = 0; i < LAB_PAGE_N_LINES; i++)
    for (int j = 0; j < N_LETTERS; j++)
      g_free (self->fonts[i].letters[j]);
  g_free (self);
}

void
lab_page_draw (LabPage    *self,
               cairo_t    *cr,
               int         width,
               int         height,
               const char *text)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < LAB_PAGE_N_LINES; i++)
    {
      choose_font (cr, sizes[i]);
      for (guint j = 0; j < LAB_PAGE_N_LETTERS && text[j] != 0; j++)
        draw_letter (cr, LEFT + (int) j * self->fonts[i].width, TOP + (int) i * LINE_HEIGHT, sizes[i], text[j]);
    }
}

/* Pearson's correlation of what is seen in a cell with a letter. */
static double
compare (const Font   *font,
         const guint8 *letter,
         const guint8 *pixels,
         gsize         stride)
{
  const double n = (double) font->width * font->height;
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;

  for (int y = 0; y < font->height; y++)
    for (int x = 0; x < font->width; x++)
      {
        const double seen = pixels[(gsize) y * stride + 4 * (gsize) x + 1];
        const double known = letter[y * font->width + x];

        a += seen;
        b += known;
        aa += seen * seen;
        bb += known * known;
        ab += seen * known;
      }
  aa -= a * a / n;
  bb -= b * b / n;

  return aa > 0 && bb > 0 ? (ab - a * b / n) / sqrt (aa * bb) : 0;
}

static gboolean
is_blank (const Font   *font,
          const guint8 *pixels,
          gsize         stride)
{
  guint8 darkest = 255, lightest = 0;

  for (int y = 0; y < font->height; y++)
    for (int x = 0; x < font->width; x++)
      {
        const guint8 seen = pixels[(gsize) y * stride + 4 * (gsize) x + 1];

        darkest = MIN (darkest, seen);
        lightest = MAX (lightest, seen);
      }

  return lightest - darkest < LEAST_CONTRAST;
}

static char
read_letter (const Font   *font,
             const guint8 *pixels,
             gsize         stride,
             double       *likeness)
{
  int best = 0;

  *likeness = 1;
  if (is_blank (font, pixels, stride))
    return ' ';

  *likeness = -1;
  for (int i = 0; i < N_LETTERS; i++)
    {
      const double found = compare (font, font->letters[i], pixels, stride);

      if (found > *likeness)
        {
          *likeness = found;
          best = i;
        }
    }

  return (char) (FIRST_LETTER + best);
}

char *
lab_page_read (LabPage      *self,
               const guint8 *pixels,
               int           width,
               int           height,
               gsize         stride,
               guint         line,
               double       *likeness)
{
  const Font *font = &self->fonts[line];
  const int top = TOP + (int) line * LINE_HEIGHT;
  g_autofree char *text = NULL;

  if (width < LEFT + LAB_PAGE_N_LETTERS * font->width || height < top + font->height)
    return NULL;

  text = g_malloc0 (LAB_PAGE_N_LETTERS + 1);
  *likeness = 1;
  for (int i = 0; i < LAB_PAGE_N_LETTERS; i++)
    {
      double own;

      text[i] = read_letter (font, pixels + (gsize) top * stride + 4 * (gsize) (LEFT + i * font->width), stride, &own);
      *likeness = MIN (*likeness, own);
    }

  return g_strchomp (g_steal_pointer (&text));
}
